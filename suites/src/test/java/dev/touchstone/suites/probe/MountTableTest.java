package dev.touchstone.suites.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.touchstone.fixtures.facts.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTableTest {
    private static final Mount ROOT = mount(1, 0, "/");
    private static final Mount DEV = mount(2, 1, "/dev");
    private static final Mount PTS = mount(3, 2, "/dev/pts");
    private static final Mount DEVICES = mount(4, 1, "/devices");

    private static Mount mount(int id, int parent, String target) {
        return new Mount(id, parent, 0, id, "/", target, List.of("ro"), List.of(), "tmpfs", "none", List.of("rw"));
    }

    @Test
    void mountsBesideAndBelowEachOtherAreAllVisible() {
        List<Mount> mounts = List.of(ROOT, DEV, PTS, DEVICES);
        assertThat(MountTable.visible(mounts)).isEqualTo(mounts);
        assertThat(MountTable.visible(List.of())).isEmpty();
    }

    @Test
    void aMountOverAnotherHidesItAndWhatLiesBelow() {
        Mount over = mount(5, 2, "/dev");
        assertThat(MountTable.visible(List.of(ROOT, DEV, PTS, DEVICES, over))).containsExactly(ROOT, DEVICES, over);
    }

    @Test
    void whatWasMountedAfterTheCoverIsVisible() {
        Mount over = mount(5, 2, "/dev");
        Mount shown = mount(6, 5, "/dev/pts");
        assertThat(MountTable.visible(List.of(ROOT, DEV, PTS, over, shown))).containsExactly(ROOT, over, shown);
    }

    @Test
    void aMountAboveHidesWhatLiesBelowIt() {
        Mount over = mount(5, 1, "/dev");
        assertThat(MountTable.visible(List.of(ROOT, PTS, DEVICES, over))).containsExactly(ROOT, DEVICES, over);
    }

    @Test
    void whatANewRootCoversIsHidden() {
        Mount root = mount(5, 1, "/");
        assertThat(MountTable.visible(List.of(ROOT, DEV, root))).containsExactly(root);
    }

    @ParameterizedTest
    @CsvSource({"/dev/pts/0, 3", "/dev/pts, 3", "/dev/ptsx, 2", "/dev, 2", "/devices/x, 4", "/device, 1", "/, 1"})
    void aPathLiesOnTheNearestMountAbove(String path, int id) {
        List<Mount> mounts = List.of(ROOT, DEV, PTS, DEVICES);
        assertThat(MountTable.holding(mounts, path).id()).isEqualTo(id);
        assertThat(MountTable.holding(List.of(DEVICES, PTS, DEV, ROOT), path).id())
                .isEqualTo(id);
    }

    @Test
    void ofTwoAtOnePlaceTheLaterHoldsIt() {
        Mount over = mount(5, 2, "/dev");
        assertThat(MountTable.holding(List.of(ROOT, DEV, over), "/dev/null")).isSameAs(over);
    }

    @Test
    void aPathBelowNoMountIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MountTable.holding(List.of(DEV), "/etc"))
                .withMessage("no mount holds /etc");
    }
}
