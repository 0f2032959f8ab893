package dev.touchstone.suites;

import dev.touchstone.suites.agent.AgentSuite;
import dev.touchstone.suites.container.BoundarySuite;
import dev.touchstone.suites.container.ContainerSuite;
import dev.touchstone.suites.container.PostureSuite;
import dev.touchstone.suites.container.ReadOnlySuite;
import dev.touchstone.suites.container.SwapSuite;
import dev.touchstone.suites.cpu.CpuSuite;
import dev.touchstone.suites.cpu.FeaturesSuite;
import dev.touchstone.suites.isolation.EnvironmentSuite;
import dev.touchstone.suites.isolation.FilesSuite;
import dev.touchstone.suites.isolation.LifetimeSuite;
import dev.touchstone.suites.isolation.NamespacesSuite;
import dev.touchstone.suites.isolation.TerminalSuite;
import dev.touchstone.suites.memory.MemorySuite;
import dev.touchstone.suites.network.AllowListSuite;
import dev.touchstone.suites.network.MachineTrafficSuite;
import dev.touchstone.suites.network.NoOtherWaySuite;
import dev.touchstone.suites.network.ProxiesSuite;
import dev.touchstone.suites.network.TunnelsSuite;
import dev.touchstone.suites.privileges.InstalledFiltersSuite;
import dev.touchstone.suites.privileges.PrivilegesSuite;
import dev.touchstone.suites.processes.ProcessesSuite;
import dev.touchstone.suites.run.SuiteCatalogue;
import dev.touchstone.suites.sessions.SessionsSuite;
import dev.touchstone.suites.storage.StorageSuite;
import dev.touchstone.suites.system.SystemSuite;
import java.util.List;

/** The suites of this project. Listed, not scanned for: a class that is lost is seen by the build, not by nobody. */
public final class Suites {
    private static final List<Class<?>> ALL = List.of(
            CpuSuite.class,
            FeaturesSuite.class,
            MemorySuite.class,
            StorageSuite.class,
            SystemSuite.class,
            ProcessesSuite.class,
            AgentSuite.class,
            PrivilegesSuite.class,
            InstalledFiltersSuite.class,
            NamespacesSuite.class,
            FilesSuite.class,
            EnvironmentSuite.class,
            TerminalSuite.class,
            SessionsSuite.class,
            ProxiesSuite.class,
            NoOtherWaySuite.class,
            AllowListSuite.class,
            TunnelsSuite.class,
            MachineTrafficSuite.class,
            LifetimeSuite.class,
            ContainerSuite.class,
            BoundarySuite.class,
            PostureSuite.class,
            ReadOnlySuite.class,
            SwapSuite.class);

    private Suites() {}

    /** Which of their tests verifies which property. */
    public static SuiteCatalogue catalogue() {
        return SuiteCatalogue.of(ALL);
    }
}
