package io.signalbox.store;

/** A store could not be asked, or did not answer in time. The message holds no value and no key. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }
}
