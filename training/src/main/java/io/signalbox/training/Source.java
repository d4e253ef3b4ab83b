package io.signalbox.training;

/**
 * A file that training reads.
 *
 * @param path relative to the folder of the training sets
 * @param licence as its README states it
 * @param rows how many of its rows are used
 * @param sha256 of the file, checked against {@code SHA256SUMS}
 */
record Source(String path, String licence, int rows, String sha256) {}
