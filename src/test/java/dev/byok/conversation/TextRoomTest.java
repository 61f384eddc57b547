package dev.byok.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TextRoomTest {
  @Test
  void what_fits_is_handed_on_as_it_is() {
    TextRoom room = new TextRoom(10);
    Delta text = new Delta.Text("aé字🗝");
    assertSame(text, room.take(text));
    assertFalse(room.isOver());
  }

  @Test
  void what_does_not_fit_is_cut_between_characters() {
    TextRoom room = new TextRoom(9);
    assertEquals(new Delta.Reasoning("aé字"), room.take(new Delta.Reasoning("aé字🗝")));
    assertTrue(room.isOver());
    assertEquals(new Delta.Text(""), room.take(new Delta.Text("b")));
  }

  @Test
  void text_and_reasoning_share_the_room_and_nothing_else_needs_any() {
    TextRoom room = new TextRoom(2);
    room.take(new Delta.Text("a"));
    room.take(new Delta.Reasoning("b"));
    assertFalse(room.isOver());
    Delta finish = new Delta.Finish("stop");
    assertSame(finish, room.take(finish));
    assertEquals(new Delta.Text(""), room.take(new Delta.Text("c")));
    assertTrue(room.isOver());
  }
}
