import type { IncomingMessage } from "node:http";
import { callerAddress } from "./caller-address.ts";

function from(peer: string, forwarded?: string): Pick<IncomingMessage, "headers" | "socket"> {
  return {
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    socket: { remoteAddress: peer } as IncomingMessage["socket"],
  };
}

describe("the caller's address", () => {
  const cloud = { behindLoadBalancer: true };
  const machine = { behindLoadBalancer: false };

  it("is the one that the load balancer saw, not one that the caller sent", () => {
    expect(callerAddress(from("169.254.1.1", "1.1.1.1, 203.0.113.7, 34.1.2.3"), cloud)).toBe("203.0.113.7");
    expect(callerAddress(from("169.254.1.1"), cloud)).toBe("169.254.1.1");
  });

  it("is the one that a proxy on this machine saw", () => {
    expect(callerAddress(from("127.0.0.1", "1.1.1.1, 203.0.113.7"), machine)).toBe("203.0.113.7");
  });

  it("is the peer's address without a trusted proxy", () => {
    expect(callerAddress(from("203.0.113.9", "1.1.1.1"), machine)).toBe("203.0.113.9");
    expect(callerAddress(from("127.0.0.1"), machine)).toBe("127.0.0.1");
  });
});
