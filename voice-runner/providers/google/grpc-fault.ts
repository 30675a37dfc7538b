import { APIStatusError } from "@livekit/agents";
import { z } from "zod";

const GrpcError = z.object({ code: z.int(), details: z.string().optional(), message: z.string().optional() });

/** grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const grpcCodes = { cancelled: 1, outOfRange: 11 } as const;

/** gRPC's statuses as HTTP's (google.rpc.Code), by which LiveKit decides on another try. The rest are the server's. */
const httpStatuses: Readonly<Record<number, number>> = { 3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 16: 401 };

export function grpcCodeOf(error: unknown): number | undefined {
  const parsed = GrpcError.safeParse(error);
  return parsed.success ? parsed.data.code : undefined;
}

/** Google's fault as LiveKit's: refusals are final, outages are tried again. */
export function grpcFault(service: string, error: unknown): APIStatusError {
  const parsed = GrpcError.safeParse(error);
  const { code = 2, details, message } = parsed.success ? parsed.data : {};
  const told = details ?? message ?? (error instanceof Error ? error.message : String(error));
  return new APIStatusError({
    message: `${service}: ${told} (gRPC status ${code})`,
    options: { statusCode: httpStatuses[code] ?? 503, body: null },
  });
}
