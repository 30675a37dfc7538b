/** How many SMS a text is sent and billed as. One holds 160 characters of GSM-7 or 70 of UCS-2, fewer in a series. */
export async function smsSegments(
  text: string,
): Promise<{ readonly segments: number; readonly encoding: "GSM-7" | "UCS-2" }> {
  const { SegmentedMessage } = await import("sms-segments-calculator");
  const message = new SegmentedMessage(text);
  return { segments: message.segmentsCount, encoding: message.encodingName };
}
