package io.signalbox.server.extproc;

import io.signalbox.catalog.Catalog;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;

/**
 * What the sessions of a server share.
 *
 * @param budget what all doors together may hold
 */
record ExtProcSetup(
    Router router, Catalog catalog, RouterEvents events, DoorLimits limits, Budget budget) {}
