package dev.touchstone.reports.allure;

import io.qameta.allure.CommonJsonAggregator2;
import io.qameta.allure.CompositeAggregator2;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.entity.LabelName;
import io.qameta.allure.entity.TestResult;
import io.qameta.allure.tree.TestResultTree;
import io.qameta.allure.tree.TestResultTreeGroup;
import io.qameta.allure.tree.TreeUtils;
import io.qameta.allure.tree.TreeWidgetData;
import io.qameta.allure.tree.TreeWidgetItem;
import java.util.List;

/**
 * The data behind the Behaviors tab and its widget: area, property, check. Allure's own plugin for it comes only with
 * its command line, which is not a library.
 */
final class BehaviorsTab extends CompositeAggregator2 {
    private static final String NAME = "behaviors.json";

    BehaviorsTab() {
        super(List.of(new TreeData(), new WidgetData()));
    }

    /** The target, which is one and the same for all, would only be one more click above the areas. */
    private static TestResultTree tree(List<LaunchResults> launches) {
        TestResultTree tree = new TestResultTree(
                "behaviors", result -> TreeUtils.groupByLabels(result, LabelName.FEATURE, LabelName.STORY));
        for (LaunchResults launch : launches) {
            launch.getResults().stream().sorted(TestResult.comparingByTimeAsc()).forEach(tree::add);
        }
        return tree;
    }

    private static final class TreeData extends CommonJsonAggregator2 {
        TreeData() {
            super(NAME);
        }

        @Override
        protected Object getData(List<LaunchResults> launches) {
            return tree(launches);
        }
    }

    private static final class WidgetData extends CommonJsonAggregator2 {
        WidgetData() {
            super("widgets", NAME);
        }

        @Override
        protected Object getData(List<LaunchResults> launches) {
            List<TreeWidgetItem> rows = tree(launches).getChildren().stream()
                    .filter(TestResultTreeGroup.class::isInstance)
                    .map(TestResultTreeGroup.class::cast)
                    .map(WidgetData::row)
                    .toList();
            return new TreeWidgetData().setItems(rows).setTotal(rows.size());
        }

        private static TreeWidgetItem row(TestResultTreeGroup area) {
            return new TreeWidgetItem()
                    .setUid(area.getUid())
                    .setName(area.getName())
                    .setStatistic(TreeUtils.calculateStatisticByLeafs(area));
        }
    }
}
