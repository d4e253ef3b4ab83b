package io.signalbox.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that a caller of the management API may be allowed to do. */
public enum Permission {
  HEALTH_READ,
  READY_READ,
  DOCS_READ,
  METRICS_READ,
  CLASSIFY_INVOKE,
  CONFIG_READ,
  CONFIG_WRITE,
  LEARNING_INGEST,
  REPLAY_READ,
  REPLAY_DETAIL,
  DATA_READ,
  DATA_WRITE,
  CACHE_READ,
  CACHE_INVALIDATE,
  CACHE_MANAGE,
  COMPRESSION_READ,
  COMPRESSION_PREVIEW,
  COMPRESSION_MANAGE,
  SECRET_VIEW;

  /** The name in a document. */
  public String key() {
    var name = name().toLowerCase(Locale.ROOT);
    return this == SECRET_VIEW ? name : name.replace('_', '.');
  }

  /** The permission of a name, or nothing. */
  public static Optional<Permission> of(String key) {
    return Arrays.stream(values()).filter(permission -> permission.key().equals(key)).findFirst();
  }

  /** All names, for people. */
  public static String all() {
    return Arrays.stream(values()).map(Permission::key).collect(Collectors.joining(", "));
  }
}
