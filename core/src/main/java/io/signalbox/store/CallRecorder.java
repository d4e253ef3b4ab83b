package io.signalbox.store;

/** Where plugins say what is to be kept of the call they see. */
public interface CallRecorder {
  /** Keeps nothing. */
  CallRecorder NONE =
      new CallRecorder() {
        @Override
        public void keep(String call) {}

        @Override
        public void skip(String call) {}

        @Override
        public void request(String call, Body body) {}

        @Override
        public void response(String call, Body body) {}
      };

  /** Keeps a record of a call, also when none is kept of others. */
  void keep(String call);

  /** Keeps no record of a call, also when one is kept of others. */
  void skip(String call);

  /** Keeps what a client sent. */
  void request(String call, Body body);

  /** Keeps what a client got. */
  void response(String call, Body body);

  /**
   * A body as far as it is kept.
   *
   * @param text its beginning
   * @param truncated whether there was more
   */
  record Body(String text, boolean truncated) {}
}
