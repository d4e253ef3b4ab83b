/**
 * Routing tests as data: what a document must make of which prompt. Start at {@link
 * io.signalbox.server.cases.CaseRun}; knows no door.
 */
@NullMarked
package io.signalbox.server.cases;

import org.jspecify.annotations.NullMarked;
