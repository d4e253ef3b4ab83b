/**
 * The list of extensions and what an extension may ask for. Start at {@link
 * io.signalbox.catalog.Catalog}.
 */
@NullMarked
package io.signalbox.catalog;

import org.jspecify.annotations.NullMarked;
