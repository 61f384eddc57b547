package dev.byok.keys.stores.dbus;

/**
 * A D-Bus method call.
 *
 * @param destination the bus name of the program to call
 * @param contract the interface of the method
 * @param signature the types in the body, empty for none
 */
public record MethodCall(
    String destination,
    String path,
    String contract,
    String member,
    String signature,
    WireWriter body) {}
