package dev.touchstone.suites.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DockerfileTest {
    @Test
    void theLastStageCounts() {
        assertThat(Dockerfile.parse("FROM golang:1 AS build\nRUN make\nFROM debian:12\nCOPY --from=build /a /a\n")
                        .base())
                .hasValue("debian:12");
    }

    @Test
    void argumentsHaveDefaults() {
        assertThat(Dockerfile.parse("ARG BASE=anthropic/claude-code\nFROM --platform=linux/amd64 ${BASE}\n")
                        .base())
                .hasValue("anthropic/claude-code");
        assertThat(Dockerfile.parse("ARG BASE=\"a/b\"\nFROM $BASE AS last\n").base())
                .hasValue("a/b");
        assertThat(Dockerfile.parse("ARG BASE\nFROM ${BASE:-debian}\n").base()).hasValue("debian");
    }

    @Test
    void aStageCanGoOnFromAnother() {
        assertThat(Dockerfile.parse("FROM ubuntu:22.04 AS base\nFROM base\n").base())
                .hasValue("ubuntu:22.04");
    }

    @Test
    void whatIsNoDockerfileHasNoBase() {
        assertThat(Dockerfile.parse("# FROM here on\nRUN true\n").base()).isEmpty();
    }
}
