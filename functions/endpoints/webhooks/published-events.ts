import {
  callReported,
  callRequested,
  customerNumberChanged,
  deliveryReported,
  type EventType,
  gitHubIssueReported,
  marketingPreferenceReported,
  messageDeleted,
  messageEchoed,
  messageReceived,
  messageUnroutable,
  operatorActed,
  optOutReported,
  paymentReported,
} from "../../../shared/events/index.ts";

/** Everything that webhooks publish. In production the function may publish to these topics and no other. */
export const publishedEvents: readonly EventType<unknown>[] = [
  callReported,
  callRequested,
  customerNumberChanged,
  deliveryReported,
  gitHubIssueReported,
  marketingPreferenceReported,
  messageDeleted,
  messageEchoed,
  messageReceived,
  messageUnroutable,
  operatorActed,
  optOutReported,
  paymentReported,
];
