package dev.byok.routing;

/** Starts the embedded demo provider when it is first needed. */
public interface DemoHost {
  /** Returns the base URL of the running demo provider, on loopback. */
  String start();
}
