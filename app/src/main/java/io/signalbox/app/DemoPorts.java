package io.signalbox.app;

/**
 * Where the demo listens; the offset moves all ports together, those in the example too.
 *
 * @param offset added to each port
 */
record DemoPorts(int offset) {
  /** Such that no port leaves the range of ports. */
  static final int MAX_OFFSET = 65535 - 50051;

  int backend() {
    return 8000 + offset;
  }

  int extProc() {
    return 50051 + offset;
  }

  int api() {
    return 8080 + offset;
  }

  int metrics() {
    return 9190 + offset;
  }
}
