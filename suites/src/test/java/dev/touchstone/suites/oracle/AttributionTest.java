package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.oracle.Attribution.Finding;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final ProbeAnswer EPERM = new ProbeAnswer.Failed(Errno.EPERM.number());
    private static final ProbeAnswer ENOSYS = new ProbeAnswer.Failed(Errno.ENOSYS.number());
    private static final ProbeAnswer EFAULT = new ProbeAnswer.Failed(Errno.EFAULT.number());
    private static final ProbeAnswer EINVAL = new ProbeAnswer.Failed(Errno.EINVAL.number());
    private static final ProbeAnswer ENODEV = new ProbeAnswer.Failed(Errno.ENODEV.number());
    private static final ProbeAnswer SUCCESS = new ProbeAnswer.Succeeded();
    private static final ProbeAnswer KILLED = new ProbeAnswer.Killed(Signal.SIGSYS);
    private static final ProbeAnswer CRASHED = new ProbeAnswer.Killed(Signal.SIGSEGV);
    private static final ProbeAnswer LOST = new ProbeAnswer.Lost("did not end within its time limit");

    private final Oracle oracle =
            Oracle.of("mount()", "EFAULT success", batch -> batch.call(Syscall.MOUNT, 0, 0, 1, 0, 0));

    @Test
    void aFilterRefusesWhatTheSameUserGetsThrough() {
        assertThat(Attribution.ofFilter(oracle, EPERM, EFAULT))
                .isEqualTo(new Attribution(
                        Finding.FILTERED, "a filter refused it (EPERM); the same user unconfined gets EFAULT"));
        assertThat(Attribution.ofFilter(oracle, ENOSYS, EFAULT).finding()).isEqualTo(Finding.FILTERED);
        assertThat(Attribution.ofFilter(oracle, KILLED, EFAULT).reason())
                .isEqualTo("a filter refused it (killed by SIGSYS); the same user unconfined gets EFAULT");
    }

    @Test
    void theSameAnswerInsideAndOutsideIsOpen() {
        assertThat(Attribution.ofFilter(oracle, EFAULT, EFAULT))
                .isEqualTo(new Attribution(
                        Finding.OPEN, "nobody refused it: EFAULT, as for the same user unconfined (EFAULT)"));
        assertThat(Attribution.ofFilter(oracle, EINVAL, EINVAL).finding()).isEqualTo(Finding.OPEN);
    }

    @Test
    void aKnownWayThroughIsOpenWhateverTheControlSays() {
        assertThat(Attribution.ofFilter(oracle, SUCCESS, EPERM).finding()).isEqualTo(Finding.OPEN);
        assertThat(Attribution.ofFilter(oracle, EFAULT, LOST).finding()).isEqualTo(Finding.OPEN);
    }

    @Test
    void withoutAControlOnlyWhatIsOpenIsKnown() {
        assertThat(Attribution.unseen(oracle, EFAULT))
                .isEqualTo(new Attribution(Finding.OPEN, "nobody refused it: EFAULT"));
        assertThat(Attribution.unseen(oracle, EPERM))
                .isEqualTo(new Attribution(Finding.UNSEEN, "EPERM, and there is no control"));
        for (ProbeAnswer answer : new ProbeAnswer[] {ENOSYS, EINVAL, KILLED, CRASHED, LOST}) {
            assertThat(Attribution.unseen(oracle, answer).finding()).isEqualTo(Finding.UNSEEN);
        }
    }

    @Test
    void aRefusalThatTheControlSharesProvesNothing() {
        assertThat(Attribution.ofFilter(oracle, EPERM, EPERM))
                .isEqualTo(new Attribution(
                        Finding.NO_CONTROL,
                        "refused (EPERM), but so is the same user unconfined (EPERM), so that this proves no filter"));
        assertThat(Attribution.ofFilter(oracle, EPERM, LOST).finding()).isEqualTo(Finding.NO_CONTROL);
        assertThat(Attribution.ofFilter(oracle, EPERM, ENOSYS).finding()).isEqualTo(Finding.NO_CONTROL);
    }

    /** The kernel sends SIGSYS for a filter, and for nothing else. */
    @Test
    void whoeverIsKilledInsideOnlyIsKilledByAFilterOfTheSandbox() {
        assertThat(Attribution.ofFilter(oracle, KILLED, ENOSYS))
                .isEqualTo(new Attribution(
                        Finding.FILTERED,
                        "a filter refused it (killed by SIGSYS); the same user unconfined gets ENOSYS"));
        assertThat(Attribution.ofFilter(oracle, KILLED, EPERM).finding()).isEqualTo(Finding.FILTERED);
        assertThat(Attribution.ofFilter(oracle, KILLED, KILLED).finding()).isEqualTo(Finding.NO_CONTROL);
        assertThat(Attribution.ofFilter(oracle, KILLED, LOST).finding()).isEqualTo(Finding.NO_CONTROL);
    }

    @Test
    void aDryRunShowsAFilterWhereThereIsNoControl() {
        Attribution before = Attribution.ofFilter(oracle, EPERM, EPERM);

        assertThat(Attribution.ofDryRun(before, EPERM, dryRun(KILLED), "mount()"))
                .isEqualTo(new Attribution(
                        Finding.FILTERED,
                        "a filter refused it (EPERM), and does so before it is made (killed by SIGSYS in a dry run)"));
        assertThat(Attribution.ofDryRun(before, EPERM, dryRun(EPERM), "mount()").finding())
                .isEqualTo(Finding.FILTERED);
        for (ProbeAnswer answer : new ProbeAnswer[] {ENOSYS, SUCCESS, CRASHED, LOST}) {
            assertThat(Attribution.ofDryRun(before, EPERM, dryRun(answer), "mount()"))
                    .isEqualTo(before);
        }
        assertThat(Attribution.ofDryRun(before, EPERM, new DryRun(Optional.of("no"), Map.of()), "mount()"))
                .isEqualTo(before);
    }

    private static DryRun dryRun(ProbeAnswer answer) {
        return new DryRun(Optional.empty(), Map.of("mount()", answer));
    }

    @Test
    void aMissingFamilyOfSocketsIsNeitherBreachNorProof() {
        ProbeAnswer unsupported = new ProbeAnswer.Failed(Errno.EAFNOSUPPORT.number());

        assertThat(Attribution.ofFilter(oracle, unsupported, unsupported).finding())
                .isEqualTo(Finding.NOT_IN_KERNEL);
        assertThat(Attribution.ofFilter(oracle, EPERM, unsupported).finding()).isEqualTo(Finding.FILTERED);
    }

    @Test
    void aMissingCallIsNeitherBreachNorProof() {
        assertThat(Attribution.ofFilter(oracle, ENOSYS, ENOSYS).finding()).isEqualTo(Finding.NOT_IN_KERNEL);
        assertThat(Attribution.ofCapability(oracle, ENOSYS, ENOSYS, ENOSYS).finding())
                .isEqualTo(Finding.NOT_IN_KERNEL);
        assertThat(Attribution.ofCapability(oracle, EPERM, ENOSYS, ENOSYS).finding())
                .isEqualTo(Finding.NOT_IN_KERNEL);
        assertThat(Attribution.ofCapability(oracle, EINVAL, ENOSYS, ENOSYS).finding())
                .isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void anAnswerThatNobodyKnowsIsNoPass() {
        assertThat(Attribution.ofFilter(oracle, EINVAL, EFAULT))
                .isEqualTo(new Attribution(
                        Finding.UNKNOWN, "an answer that says neither yes nor no: EINVAL (control: EFAULT)"));
        assertThat(Attribution.ofFilter(oracle, CRASHED, EFAULT).finding()).isEqualTo(Finding.UNKNOWN);
        assertThat(Attribution.ofFilter(oracle, LOST, EFAULT).finding()).isEqualTo(Finding.UNKNOWN);
        assertThat(Attribution.ofFilter(oracle, LOST, LOST).finding()).isEqualTo(Finding.UNKNOWN);
        assertThat(Attribution.ofCapability(oracle, EINVAL, EPERM, EFAULT).finding())
                .isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void aMissingCapabilityIsToldFromAFilter() {
        assertThat(Attribution.ofCapability(oracle, EPERM, EPERM, EFAULT))
                .isEqualTo(new Attribution(
                        Finding.REFUSED,
                        "refused (EPERM) for want of the capability (a filter may stand before it); with every"
                                + " capability: EFAULT"));
        assertThat(Attribution.ofCapability(oracle, EPERM, SUCCESS, EFAULT).reason())
                .isEqualTo("refused (EPERM) by a filter, for the same user unconfined gets success; with every"
                        + " capability: EFAULT");
    }

    @Test
    void aCapabilityThatIsThereIsOpen() {
        assertThat(Attribution.ofCapability(oracle, EFAULT, EPERM, EFAULT))
                .isEqualTo(new Attribution(
                        Finding.OPEN, "nobody refused it: EFAULT, as for a process with every capability (EFAULT)"));
    }

    @Test
    void aRefusalOfThePrivilegedControlProvesNothing() {
        assertThat(Attribution.ofCapability(oracle, EPERM, EPERM, EPERM).finding())
                .isEqualTo(Finding.NO_CONTROL);
        assertThat(Attribution.ofCapability(oracle, EPERM, EPERM, LOST).finding())
                .isEqualTo(Finding.NO_CONTROL);
    }

    @Test
    void aReadOnlyFileSystemProvesNothing() {
        ProbeAnswer readOnly = new ProbeAnswer.Failed(Errno.EROFS.number());
        assertThat(Attribution.ofCapability(oracle, readOnly, EPERM, SUCCESS))
                .isEqualTo(new Attribution(
                        Finding.NO_CONTROL, "the file system is read-only there (EROFS), so that this proves nothing"));
        assertThat(Attribution.ofFilter(oracle, readOnly, readOnly).finding()).isEqualTo(Finding.NO_CONTROL);
    }

    @Test
    void anOpenAnswerThatOnlyTheTableKnowsCountsToo() {
        assertThat(Attribution.ofCapability(oracle, SUCCESS, EPERM, ENODEV).finding())
                .isEqualTo(Finding.OPEN);
    }
}
