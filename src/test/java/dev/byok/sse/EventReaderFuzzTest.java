package dev.byok.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

final class EventReaderFuzzTest {
  /** Any bytes give the same events, wherever they are cut. */
  @FuzzTest
  void cutting_changes_nothing(FuzzedDataProvider data) throws Exception {
    int cut = data.consumeInt(0, 64);
    byte[] bytes = data.consumeRemainingAsBytes();
    List<Event> whole = events(bytes, 0);
    assertEquals(whole, events(bytes, Math.min(cut, bytes.length)));
  }

  private static List<Event> events(byte[] bytes, int cut) throws Exception {
    EventReader reader = new EventReader(1 << 20);
    List<Event> events = new ArrayList<>(reader.feed(bytes, 0, cut));
    events.addAll(reader.feed(bytes, cut, bytes.length - cut));
    Event last = reader.end();
    if (last != null) {
      events.add(last);
    }
    return events;
  }
}
