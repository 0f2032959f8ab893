package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.container.ContainerFacts;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.container.ImageFacts;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.witness.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sandbox whose guests, inside and outside, are traced. */
final class TracedSandbox implements Sandbox {
    private final Sandbox sandbox;
    private final Guest guest;
    private final Witness witness;
    private final Optional<ContainerLayer> container;

    TracedSandbox(Sandbox sandbox, String name, Transcript transcript, long deadline) {
        this.sandbox = sandbox;
        this.guest = new TracedGuest(sandbox.guest(), transcript, name, deadline);
        this.witness = new TracedWitness(sandbox.witness(), transcript, deadline);
        this.container = sandbox.container().map(layer -> new TracedLayer(layer, name, transcript, deadline));
    }

    /** The same sandbox with another transcript, for questions that are asked beside the running check. */
    TracedSandbox into(Transcript another, String name, long deadline) {
        return new TracedSandbox(sandbox, name, another, deadline);
    }

    @Override
    public Target target() {
        return sandbox.target();
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public Witness witness() {
        return witness;
    }

    @Override
    public Session session() {
        return sandbox.session();
    }

    @Override
    public Map<String, Path> supplied() {
        return sandbox.supplied();
    }

    @Override
    public OutsideWorld outside() {
        return sandbox.outside();
    }

    @Override
    public double bootMillis() {
        return sandbox.bootMillis();
    }

    @Override
    public List<String> notes() {
        return sandbox.notes();
    }

    @Override
    public String launchLog() {
        return sandbox.launchLog();
    }

    @Override
    public Optional<String> lost() {
        return sandbox.lost();
    }

    @Override
    public Optional<String> digest() {
        return sandbox.digest();
    }

    @Override
    public Optional<String> elsewhere() {
        return sandbox.elsewhere();
    }

    @Override
    public Optional<String> unguarded() {
        return sandbox.unguarded();
    }

    @Override
    public Optional<ContainerLayer> container() {
        return container;
    }

    @Override
    public Sandbox fresh(Variation variation) {
        return sandbox.fresh(variation);
    }

    @Override
    public void close() {
        sandbox.close();
    }

    /** Wraps on demand: an executor is started in the container only when somebody asks for it. */
    private record TracedLayer(ContainerLayer layer, String name, Transcript transcript, long deadline)
            implements ContainerLayer {
        @Override
        public Guest guest() {
            return new TracedGuest(layer.guest(), transcript, name + ", in the container", deadline);
        }

        @Override
        public boolean alone() {
            return layer.alone();
        }

        @Override
        public ContainerFacts facts() {
            return layer.facts();
        }

        @Override
        public ImageFacts image() {
            return layer.image();
        }

        @Override
        public Optional<String> dockerfile() {
            return layer.dockerfile();
        }

        @Override
        public long machineMemory() {
            return layer.machineMemory();
        }

        @Override
        public long callsAsked() {
            return layer.callsAsked();
        }
    }

    /** Wraps on demand: the controls are started only when somebody asks for them. */
    private record TracedWitness(Witness witness, Transcript transcript, long deadline) implements Witness {
        @Override
        public Guest unconfined() {
            return new TracedGuest(witness.unconfined(), transcript, "control, unconfined", deadline);
        }

        @Override
        public Guest privileged() {
            return new TracedGuest(witness.privileged(), transcript, "control, privileged", deadline);
        }

        @Override
        public boolean live() {
            return witness.live();
        }

        @Override
        public Optional<String> absence() {
            return witness.absence();
        }

        @Override
        public Facts facts() {
            return witness.facts();
        }

        @Override
        public long launcher() {
            return witness.launcher();
        }

        @Override
        public long harness() {
            return witness.harness();
        }

        @Override
        public List<Integer> processes() {
            return witness.processes();
        }

        @Override
        public int guestProcess() {
            return witness.guestProcess();
        }

        @Override
        public Optional<Terminal> terminal() {
            return witness.terminal();
        }

        @Override
        public long swapTotalBytes() {
            return witness.swapTotalBytes();
        }

        @Override
        public Optional<List<Flow>> traffic() {
            return witness.traffic();
        }
    }
}
