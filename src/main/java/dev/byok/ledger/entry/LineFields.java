package dev.byok.ledger.entry;

/**
 * Where the facts of a line stand in its bytes, and its numbers. One object for all lines of a
 * reading, filled anew by {@link LineReader} for each.
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

  /** A line with more tags is left to the parser. */
  static final int MOST_TAGS = 8;

  private static final int TEXTS = 12;
  private static final int COUNTS = 5;

  byte[] line = {};
  int start;
  int end;

  /** Where each text begins, -1 for null, and where it ends. */
  final int[] from = new int[TEXTS];

  final int[] to = new int[TEXTS];

  /** In the order of the line; {@link EntryView#UNSTATED} for null. */
  final long[] counts = new long[COUNTS];

  /** For each tag the beginning and end of its name, then of its text. */
  final int[] tags = new int[4 * MOST_TAGS];

  int tagCount;
  long time;
  long cost;

  /** How many digits of the cost are decimals; -1 when it is null. */
  int costScale;
}
