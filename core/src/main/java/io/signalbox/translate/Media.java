package io.signalbox.translate;

/** Where the bytes of an image, a sound or a document are. */
public sealed interface Media {
  /** On the web. */
  record Url(String url) implements Media {}

  /**
   * In the request.
   *
   * @param mediaType for example {@code image/png}
   * @param base64 the bytes in base64, as the client wrote them
   */
  record Inline(String mediaType, String base64) implements Media {}

  /** With the provider, who alone knows the id. */
  record FileId(String id) implements Media {}
}
