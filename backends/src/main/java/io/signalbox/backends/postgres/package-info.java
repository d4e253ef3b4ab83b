/**
 * Connections to a Postgres database. Start at {@link io.signalbox.backends.postgres.Connections};
 * knows no tables.
 */
@NullMarked
package io.signalbox.backends.postgres;

import org.jspecify.annotations.NullMarked;
