package io.signalbox.backends.replay;

import io.signalbox.store.ReplayPage;
import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps records in a file of JSON lines. Whatever happens to a record is appended, and the last
 * line about it holds; when most lines are outdated the file is written anew beside itself and put
 * in its place at once. So a crash costs the last line at most: a line that is not whole is left
 * out when the file is read.
 *
 * <p>In memory stands where each record is and what it is found by, not the record.
 */
public final class FileReplayStore implements ReplayStore {
  private static final int SPARE_LINES = 64;
  private static final int MOST_LINE_BYTES = 64 * 1024 * 1024;

  private final Path path;
  private final Bounds bounds;
  private final LinkedHashMap<String, Place> places = new LinkedHashMap<>();
  private FileChannel channel;
  private long lines;

  /** Where a record stands, and a record without its text. */
  private record Place(long start, int length, ReplayRecord found) {}

  private FileReplayStore(Path path, Bounds bounds) throws IOException {
    this.path = path;
    this.bounds = bounds;
    this.channel = open(path);
  }

  /**
   * Opens a file, which is made when it is not there.
   *
   * @throws IOException when it cannot be read or written
   */
  public static FileReplayStore open(Path path, Bounds bounds) throws IOException {
    var directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    var store = new FileReplayStore(path, bounds);
    store.read();
    return store;
  }

  /** Only its owner may read it: it can hold prompts. */
  private static FileChannel open(Path path) throws IOException {
    if (!Files.exists(path)
        && Files.getFileStore(path.toAbsolutePath().getParent())
            .supportsFileAttributeView("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void read() throws IOException {
    long start = 0;
    try (var in = new BufferedInputStream(Files.newInputStream(path))) {
      var line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        take(start, line.toByteArray());
        start += line.size() + 1L;
        line.reset();
      }
    }
    // What follows the last whole line was cut off by a crash.
    channel.truncate(start);
  }

  private void take(long start, byte[] line) {
    lines++;
    RecordLine.read(line)
        .ifPresent(read ->
            read.record()
                .ifPresentOrElse(
                    record -> note(start, line.length + 1, record),
                    () -> places.remove(read.id())));
  }

  private void note(long start, int length, ReplayRecord record) {
    var found = new ReplayRecord(record.id(), record.time(), record.keys(), "");
    places.put(record.id(), new Place(start, length, found));
    var oldest = places.values().iterator();
    while (oldest.hasNext()) {
      var next = oldest.next();
      if (places.size() <= bounds.records() && !bounds.outdated(next.found())) {
        break;
      }
      oldest.remove();
    }
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public synchronized void put(ReplayRecord record) {
    var line = RecordLine.of(record);
    if (line.length > MOST_LINE_BYTES) {
      throw new UncheckedIOException(new IOException("record of %d bytes".formatted(line.length)));
    }
    long start = append(line);
    note(start, line.length, record);
    compactIfWorthwhile();
  }

  @Override
  public synchronized void remove(String id) {
    if (places.remove(id) != null) {
      long _ = append(RecordLine.removed(id));
      compactIfWorthwhile();
    }
  }

  private long append(byte[] line) {
    try {
      long start = channel.size();
      try {
        write(channel, line, start);
      } catch (IOException full) {
        // Half a line would swallow the next one.
        channel.truncate(start);
        throw full;
      }
      lines++;
      return start;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void write(FileChannel to, byte[] line, long start) throws IOException {
    var buffer = ByteBuffer.wrap(line);
    long position = start;
    while (buffer.hasRemaining()) {
      position += to.write(buffer, position);
    }
  }

  private void compactIfWorthwhile() {
    if (lines > 2L * places.size() + SPARE_LINES) {
      try {
        compact();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private void compact() throws IOException {
    var beside = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(beside);
    var moved = new LinkedHashMap<String, Place>();
    var fresh = open(beside);
    try {
      long position = 0;
      for (var place : places.values()) {
        write(fresh, bytes(place), position);
        moved.put(place.found().id(), new Place(position, place.length(), place.found()));
        position += place.length();
      }
      fresh.force(true);
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      fresh.close();
      throw broken;
    }
    channel.close();
    channel = fresh;
    places.clear();
    places.putAll(moved);
    lines = moved.size();
  }

  @Override
  public synchronized Optional<ReplayRecord> find(String id) {
    var place = places.get(id);
    return place == null || bounds.outdated(place.found()) ? Optional.empty() : load(place);
  }

  @Override
  public synchronized ReplayPage list(ReplayQuery query, int offset, int limit) {
    var matching = matching(query);
    int from = Math.min(offset, matching.size());
    int to = Math.min(from + limit, matching.size());
    var records = new ArrayList<ReplayRecord>();
    matching.subList(from, to).forEach(place -> load(place).ifPresent(records::add));
    return new ReplayPage(records, matching.size());
  }

  @Override
  public void each(ReplayQuery query, Consumer<ReplayRecord> consumer) {
    List<String> ids;
    synchronized (this) {
      ids = matching(query).stream().map(place -> place.found().id()).toList();
    }
    ids.forEach(id -> find(id).ifPresent(consumer));
  }

  private List<Place> matching(ReplayQuery query) {
    return places.sequencedValues().reversed().stream()
        .filter(place -> !bounds.outdated(place.found()) && query.matches(place.found().keys()))
        .toList();
  }

  private Optional<ReplayRecord> load(Place place) {
    try {
      return RecordLine.read(bytes(place)).flatMap(RecordLine.Read::record);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private byte[] bytes(Place place) throws IOException {
    var buffer = ByteBuffer.allocate(place.length());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, place.start() + buffer.position()) < 0) {
        throw new IOException("the file is shorter than it was");
      }
    }
    return buffer.array();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // What was written is with the system already.
    }
  }
}
