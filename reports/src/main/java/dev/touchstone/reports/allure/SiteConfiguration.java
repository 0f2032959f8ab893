package dev.touchstone.reports.allure;

import io.qameta.allure.Extension;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.Plugin;
import java.util.List;

/** Just these extensions. Allure's own builder loads all that it has before it looks at what it was asked for. */
record SiteConfiguration(List<Extension> extensions) implements Configuration {

    @Override
    public List<Plugin> getPlugins() {
        return List.of();
    }

    @Override
    public List<Extension> getExtensions() {
        return extensions;
    }
}
