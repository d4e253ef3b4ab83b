package io.signalbox.parts.cache;

/**
 * Where the answer to a question lies.
 *
 * @param partition among which answers
 * @param key its own
 */
record Place(Partition partition, String key) {
  static Place of(Partition partition, String question) {
    return new Place(partition, partition.key(question));
  }

  /** The place of an entry that an index of vectors tells. */
  Place beside(String id) {
    return new Place(partition, partition.path() + "/" + id);
  }

  /** What it is called in an index of vectors. */
  String id() {
    return key.substring(partition.path().length() + 1);
  }
}
