package io.signalbox.server.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of the contract that are not here. Whoever asks for one is told so, in the words that a
 * router without the feature uses, rather than that the path is unknown.
 */
final class Absent {
  private static final List<Absence> ABSENCES =
      List.of(
          new Absence("/api/v1/nli", 503, "NLI_MODEL_NOT_READY"),
          new Absence("/v1/memory", 503, "MEMORY_NOT_AVAILABLE"),
          new Absence("/v1/vector_stores", 503, "VECTOR_STORE_DISABLED"),
          new Absence("/v1/files", 503, "FILE_STORE_DISABLED"),
          unimplemented("/api/v1/context-compression/"),
          unimplemented("/config/kbs"));

  private record Absence(String path, int status, String code) {
    boolean covers(String asked) {
      return path.endsWith("/")
          ? asked.startsWith(path)
          : asked.equals(path) || asked.startsWith(path + "/");
    }
  }

  private Absent() {}

  private static Absence unimplemented(String path) {
    return new Absence(path, 501, "NOT_IMPLEMENTED");
  }

  /** Why a path has no endpoint; null when the contract knows none either. */
  static @Nullable Refusal of(String path) {
    for (var absence : ABSENCES) {
      if (absence.covers(path)) {
        return new Refusal(
            absence.status(),
            absence.code(),
            "this router has no such feature (see GET /api/v1 for what there is)");
      }
    }
    return null;
  }
}
