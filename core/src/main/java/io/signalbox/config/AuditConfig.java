package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** One line a call for those who must account for what the router did; it holds no prompt. */
public record AuditConfig(
    @Doc("Whether audit events are written.") @Default("false") boolean enabled,
    @Doc("A file for them, relative to the configuration's directory; the log when absent.")
        @Nullable String path,
    @Doc("Key of the hash that stands for a user; without it users are left out.")
        @Nullable Secret userHashKey) {}
