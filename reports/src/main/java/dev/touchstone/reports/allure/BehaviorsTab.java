package dev.touchstone.reports.allure;

import io.qameta.allure.CommonJsonAggregator2;
import io.qameta.allure.CompositeAggregator2;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.entity.LabelName;
import io.qameta.allure.entity.Statistic;
import io.qameta.allure.entity.TestResult;
import io.qameta.allure.tree.TestResultTree;
import io.qameta.allure.tree.TestResultTreeGroup;
import io.qameta.allure.tree.TreeNode;
import io.qameta.allure.tree.TreeUtils;
import io.qameta.allure.tree.TreeWidgetData;
import io.qameta.allure.tree.TreeWidgetItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data behind the Behaviors tab and its widget: target, area, property, check. Allure's own plugin for it comes only with
 * its command line, which is not a library.
 */
final class BehaviorsTab extends CompositeAggregator2 {
    private static final String NAME = "behaviors.json";

    BehaviorsTab() {
        super(List.of(new TreeData(), new WidgetData()));
    }

    private static TestResultTree tree(List<LaunchResults> launches, LabelName... layers) {
        TestResultTree tree = new TestResultTree("behaviors", result -> TreeUtils.groupByLabels(result, layers));
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
            return tree(launches, LabelName.EPIC, LabelName.FEATURE, LabelName.STORY);
        }
    }

    /** One row for each area, without the target above it, which is the same for all. */
    private static final class WidgetData extends CommonJsonAggregator2 {
        WidgetData() {
            super("widgets", NAME);
        }

        @Override
        protected Object getData(List<LaunchResults> launches) {
            List<TreeWidgetItem> rows = new ArrayList<>();
            TestResultTree whole = tree(launches, LabelName.EPIC, LabelName.FEATURE, LabelName.STORY);
            whole.getChildren()
                    .forEach(epic -> group(epic)
                            .ifPresent(target -> target.getChildren()
                                    .forEach(child -> group(child).ifPresent(area -> rows.add(row(area))))));
            return new TreeWidgetData().setItems(rows).setTotal(rows.size());
        }

        private static TreeWidgetItem row(TestResultTreeGroup area) {
            Statistic statistic = TreeUtils.calculateStatisticByLeafs(area);
            return new TreeWidgetItem()
                    .setUid(area.getUid())
                    .setName(area.getName())
                    .setStatistic(statistic);
        }

        private static Optional<TestResultTreeGroup> group(TreeNode node) {
            return Optional.of(node)
                    .filter(TestResultTreeGroup.class::isInstance)
                    .map(TestResultTreeGroup.class::cast);
        }
    }
}
