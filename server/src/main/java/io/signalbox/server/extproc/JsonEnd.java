package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * Finds the end of a JSON object that arrives in pieces cut anywhere. It does not check the JSON:
 * it counts brackets outside of strings.
 */
final class JsonEnd {
  /** How far the value has come. */
  private enum State {
    BEFORE,
    INSIDE,
    STRING,
    ESCAPE,
    COMPLETE,
    NO_OBJECT
  }

  private State state = State.BEFORE;
  private int depth;

  /** Whether an object stands there whole. */
  static boolean of(byte[] text) {
    var end = new JsonEnd();
    end.see(UnsafeByteOperations.unsafeWrap(text));
    return end.complete();
  }

  /** Looks at the next piece. */
  void see(ByteString piece) {
    int size = piece.size();
    for (int i = 0; i < size && !settled(); i++) {
      state = next(piece.byteAt(i));
    }
  }

  /** Whether the object has come to its end. */
  boolean complete() {
    return state == State.COMPLETE;
  }

  /** Whether nothing that comes now can make it a whole object, or more of one. */
  boolean settled() {
    return state == State.COMPLETE || state == State.NO_OBJECT;
  }

  /** Whether the bytes are nothing but JSON's whitespace. */
  static boolean blank(ByteString bytes) {
    for (byte b : bytes) {
      if (!blank(b)) {
        return false;
      }
    }
    return true;
  }

  private State next(byte b) {
    return switch (state) {
      case BEFORE -> b == '{' ? opened() : blank(b) ? State.BEFORE : State.NO_OBJECT;
      case INSIDE ->
          switch (b) {
            case '"' -> State.STRING;
            case '{', '[' -> opened();
            case '}', ']' -> --depth == 0 ? State.COMPLETE : State.INSIDE;
            default -> State.INSIDE;
          };
      case STRING -> b == '"' ? State.INSIDE : b == '\\' ? State.ESCAPE : State.STRING;
      case ESCAPE -> State.STRING;
      case COMPLETE, NO_OBJECT -> state;
    };
  }

  private State opened() {
    depth++;
    return State.INSIDE;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
