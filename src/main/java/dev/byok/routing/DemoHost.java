package dev.byok.routing;

/** The embedded demo provider, started when it is first asked for. */
public interface DemoHost {
  /** The base URL of the running demo provider, on loopback. */
  String start();
}
