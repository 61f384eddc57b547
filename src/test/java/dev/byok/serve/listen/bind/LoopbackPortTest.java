package dev.byok.serve.listen.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that byok listens on loopback alone, and what it says when it cannot. */
final class LoopbackPortTest {
  private static InetAddress address(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }

  private static boolean hasIpv6() throws IOException {
    return NetworkInterface.getByInetAddress(address("::1")) != null;
  }

  private static void connect(String literal, int port) throws IOException {
    new Socket(address(literal), port).close();
  }

  @Test
  void both_loopback_addresses_have_the_same_port() throws IOException {
    try (Bound bound = Bound.to(new Address.Port(0, true))) {
      assertNotEquals(0, bound.port());
      assertNull(bound.path());
      connect("127.0.0.1", bound.port());
      assertEquals(hasIpv6() ? 2 : 1, bound.channels().size());
      if (hasIpv6()) {
        connect("::1", bound.port());
      }
    }
  }

  @Test
  void for_a_started_program_the_first_address_is_enough() throws IOException {
    try (Bound bound = Bound.to(new Address.Port(0, false))) {
      connect("127.0.0.1", bound.port());
      assertThrows(ConnectException.class, () -> connect("::1", bound.port()));
    }
  }

  @Test
  void no_other_address_is_listened_on() throws IOException {
    try (Bound bound = Bound.to(new Address.Port(0, true))) {
      List<InetAddress> others = new ArrayList<>();
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        others.addAll(Collections.list(each.getInetAddresses()));
      }
      others.removeIf(each -> each.isLoopbackAddress() || each.isLinkLocalAddress());
      others.add(address("127.0.0.2"));
      for (InetAddress each : others) {
        assertThrows(IOException.class, () -> new Socket(each, bound.port()).close());
      }
      for (ServerSocketChannel each : bound.channels()) {
        assertTrue(each.socket().getInetAddress().isLoopbackAddress());
      }
    }
  }

  @Test
  void a_taken_port_is_named_with_its_holder() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, address("127.0.0.1"))) {
      Failure taken = taken(holder.getLocalPort());
      assertEquals("port " + holder.getLocalPort() + " is in use" + holder(), taken.text());
      assertEquals(
          "end that program, or choose another port with --port (0 for any)", taken.hint());
    }
  }

  @Test
  void a_port_that_is_taken_on_the_second_address_is_taken_on_both() throws IOException {
    assumeTrue(hasIpv6());
    try (ServerSocket holder = new ServerSocket()) {
      holder.bind(new InetSocketAddress(Inet6Address.getByName("::1"), 0));
      int port = holder.getLocalPort();
      assertEquals("port " + port + " is in use" + holder(), taken(port).text());
      assertThrows(ConnectException.class, () -> connect("127.0.0.1", port));
      try (Bound first = Bound.to(new Address.Port(port, false))) {
        assertEquals(port, first.port());
      }
    }
  }

  private static Failure taken(int port) {
    Failure taken =
        assertThrows(Failure.class, () -> Bound.to(new Address.Port(port, true)).close());
    assertEquals(Kind.UNAVAILABLE, taken.kind());
    assertEquals(8, taken.kind().exitCode());
    return taken;
  }

  /** This process, where the system tells. */
  private static String holder() throws IOException {
    Path name = Path.of("/proc/self/comm");
    return Files.exists(name)
        ? " by " + Files.readString(name).strip() + " (pid " + ProcessHandle.current().pid() + ")"
        : "";
  }

  @Test
  void a_port_that_was_closed_can_be_taken_at_once() throws IOException {
    int port;
    try (Bound bound = Bound.to(new Address.Port(0, true))) {
      port = bound.port();
      try (Socket client = new Socket(address("127.0.0.1"), port)) {
        bound.channels().getFirst().accept().close();
        assertEquals(-1, client.getInputStream().read());
      }
    }
    try (Bound again = Bound.to(new Address.Port(port, true))) {
      assertEquals(port, again.port());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0})
  void many_listeners_get_ports_of_their_own(int both) throws IOException {
    List<Bound> all = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        all.add(Bound.to(new Address.Port(0, both == 1)));
      }
      assertEquals(50, all.stream().map(Bound::port).distinct().count());
    } finally {
      all.forEach(Bound::close);
    }
  }
}
