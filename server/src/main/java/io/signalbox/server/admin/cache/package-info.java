/**
 * The endpoints that operate the cache of answers. Start at {@link
 * io.signalbox.server.admin.cache.CacheOperations}; knows stores by their ports only.
 */
@NullMarked
package io.signalbox.server.admin.cache;

import org.jspecify.annotations.NullMarked;
