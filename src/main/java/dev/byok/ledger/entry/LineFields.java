package dev.byok.ledger.entry;

/**
 * The numbers of a line, and where its texts are in the bytes. {@link LineReader} refills the same
 * object for each line.
 */
final class LineFields {
  static final int ID = 0;
  static final int COMMAND = 1;
  static final int PROVIDER = 2;
  static final int KEY = 3;
  static final int MODEL = 5;
  static final int SERVED_MODEL = 6;
  static final int STATUS = 7;
  static final int COST_SOURCE = 8;
  static final int SESSION = 11;
  static final int CLIENT = 12;

  /** A line with more tags is left to the JSON parser. */
  static final int MOST_TAGS = 8;

  private static final int TEXTS = 13;
  private static final int COUNTS = 5;

  byte[] line = {};
  int start;
  int end;

  /** Where each text begins (-1 for null) and where it ends. */
  final int[] from = new int[TEXTS];

  final int[] to = new int[TEXTS];

  /** In the order of the line; {@link EntryView#UNSTATED} for null. */
  final long[] counts = new long[COUNTS];

  /** For each tag, the start and end of its name, then of its text. */
  final int[] tags = new int[4 * MOST_TAGS];

  int tagCount;
  long time;
  long cost;

  /** The number of decimals of the cost; -1 when the cost is null. */
  int costScale;
}
