'use strict';

// The Behaviors tab (area, property, check) and the table of areas on the overview.
(function (api, components) {
    const id = 'behaviors';
    const parameters = ['testGroup', 'testResult', 'testResultTab'];

    api.addTranslation('en', {
        tab: {[id]: {name: 'Behaviors'}},
        widget: {[id]: {name: 'Areas', showAll: 'show all'}}
    });

    api.addTab(id, {
        title: `tab.${id}.name`,
        icon: 'fa fa-list',
        route: id + parameters.map((name) => `(/)(:${name})`).join('') + '(/)',
        onEnter: (...values) => new components.TreeLayout({
            ...Object.fromEntries(parameters.map((name, at) => [name, values[at]])),
            tabName: `tab.${id}.name`,
            baseUrl: id,
            url: `data/${id}.json`
        })
    });

    api.addWidget('widgets', id, components.WidgetStatusView.extend({
        title: `widget.${id}.name`,
        baseUrl: id,
        rowTag: 'a',
        showLinks: true
    }));
})(allure.api, allure.components);
