package dev.touchstone.suites.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskTest {

    @ParameterizedTest
    @CsvSource({
        "/sys/devices/pci0000:00/0000:00:01.0/nvme/nvme0/nvme0n1, nvme",
        "/sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1, nvme",
        "/sys/devices/pci0000:00/0000:00:05.0/virtio2/block/vda, virtio",
        "/sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sdb, usb",
        "/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda, ata",
        "/sys/devices/virtual/block/dm-0, block",
    })
    void theTransportIsInThePath(String path, String transport) {
        assertThat(new Disk(path, 1).transport()).isEqualTo(transport);
    }
}
