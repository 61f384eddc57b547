package dev.byok.keys.stores.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BusAddressesTest {
  @Test
  void reads_every_form_of_address() {
    assertEquals(found("/a b/bus"), of("unix:path=/a%20b/bus"));
    assertEquals(found("/a", "/b"), of("unix:path=/a,guid=0123;unix:guid=1,path=/b;"));
    assertEquals(found("/run/user/7/bus"), of("unix:runtime=yes"));
    assertEquals(new BusAddresses(List.of("/b"), true), of("unix:abstract=/a;unix:path=/b"));
    assertEquals(new BusAddresses(List.of(), true), of("tcp:host=h,port=1;autolaunch:"));
    assertEquals(new BusAddresses(List.of(), true), of("unix:path=/broken%2"));
    assertEquals(new BusAddresses(List.of(), true), of("nonsense"));
  }

  @Test
  void falls_back_to_the_runtime_folder() {
    assertEquals(found("/run/user/7/bus"), of(""));
    assertEquals(found(), BusAddresses.of(Map.of()));
  }

  private static BusAddresses of(String address) {
    return BusAddresses.of(
        Map.of("DBUS_SESSION_BUS_ADDRESS", address, "XDG_RUNTIME_DIR", "/run/user/7"));
  }

  private static BusAddresses found(String... sockets) {
    return new BusAddresses(List.of(sockets), false);
  }
}
