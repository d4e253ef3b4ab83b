package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One direction of an exchange inside a proxy: what came, what the server was asked, what left. */
final class Lane {
  /** A piece of a body; the last one ends it. */
  record Piece(ByteString bytes, boolean end) {}

  final boolean request;
  final BodySendMode configured;
  BodySendMode mode;
  boolean showsHeaders;
  boolean showsTrailers;

  List<Header> headers = new ArrayList<>();
  boolean bodiless;
  List<Header> trailers = List.of();
  boolean breaks;
  final Deque<Piece> coming = new ArrayDeque<>();
  final Deque<Piece> here = new ArrayDeque<>();
  boolean started;
  boolean headersHere;
  boolean ended;
  boolean broken;

  boolean headersAsked;
  boolean awaitsHeaders;
  boolean bodyAsked;
  boolean endAsked;
  final Deque<Piece> asked = new ArrayDeque<>();
  boolean trailersAsked;
  boolean awaitsTrailers;
  boolean endAnswered;
  boolean passes;

  boolean headersLeft;
  final List<ByteString> left = new ArrayList<>();
  boolean endLeft;
  List<Header> trailersLeft = List.of();

  Lane(boolean request, BodySendMode mode, boolean showsHeaders, boolean showsTrailers) {
    this.request = request;
    this.configured = mode;
    this.mode = mode;
    this.showsHeaders = showsHeaders;
    this.showsTrailers = showsTrailers;
  }

  /** Lays out what will come. */
  void start(
      List<Header> fields,
      boolean withoutBody,
      List<ByteString> pieces,
      boolean endsOnLast,
      List<Header> trailing,
      boolean breaksOff) {
    headers = new ArrayList<>(fields);
    bodiless = withoutBody;
    trailers = trailing;
    breaks = breaksOff;
    started = true;
    int last = pieces.size() - 1;
    for (int i = 0; i <= last; i++) {
      boolean end = i == last && endsOnLast && trailing.isEmpty() && !breaksOff;
      coming.add(new Piece(pieces.get(i), end));
    }
    if (!bodiless && trailing.isEmpty() && !breaksOff && !(endsOnLast && last >= 0)) {
      coming.add(new Piece(ByteString.EMPTY, true));
    }
  }

  /** Whether something is still to come. */
  boolean hasMore() {
    return started && !broken && (!headersHere || !ended);
  }

  /** Takes the next thing that comes: the headers, a piece, or the end. */
  void arrive() {
    if (!headersHere) {
      headersHere = true;
      ended = bodiless;
    } else if (!coming.isEmpty()) {
      var piece = coming.remove();
      here.add(piece);
      ended = piece.end();
    } else if (breaks) {
      broken = true;
    } else {
      ended = true;
    }
  }

  boolean awaits() {
    return awaitsHeaders || !asked.isEmpty() || awaitsTrailers || (endAsked && !endAnswered);
  }

  /** All bytes that are here, joined; they are no longer here afterwards. */
  ByteString takeHere() {
    var all = ByteString.EMPTY;
    for (var piece : here) {
      all = all.concat(piece.bytes());
    }
    here.clear();
    return all;
  }

  long bytesHere() {
    return here.stream().mapToLong(piece -> piece.bytes().size()).sum();
  }

  void leave(ByteString bytes) {
    if (!bytes.isEmpty()) {
      left.add(bytes);
    }
  }

  ByteString bytesLeft() {
    return left.stream().reduce(ByteString.EMPTY, ByteString::concat);
  }

  @Nullable String header(String name) {
    for (var header : headers) {
      if (header.name().equals(name)) {
        return header.value();
      }
    }
    return null;
  }

  void remove(String name) {
    headers.removeIf(header -> header.name().equals(name));
  }

  /** Whether the announced length, if any, is this one. */
  boolean announces(long length) {
    var announced = header("content-length");
    return announced == null || announced.equals(Long.toString(length));
  }
}
