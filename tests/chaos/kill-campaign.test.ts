import { until } from "../contracts/open-platform.ts";
import { act, campaign, draftCampaign, newNumbers, openSender } from "../flows/outreach/campaigns.ts";
import { flow } from "../flows/stage/flow.ts";

const world = flow();

/** Number of recipients. `npm run bench` runs the same with 10,000. */
const size = 200;

describe("a campaign with a crash in the middle", () => {
  it("writes to each recipient once, whenever the product is killed", async () => {
    const { product, outside } = world;
    const { client } = await openSender(product);
    const numbers = newNumbers(size);
    const recipients = numbers.map((phone) => ({ phone }));
    const id = await draftCampaign(product, client, { recipients, max_per_minute: 3_000 });
    await act(product, client, id, "start");
    for (const reached of [20, 80, 140]) {
      await until(
        "the campaign has progressed",
        async () => (await campaign(product, client, id)).progress.sent >= reached,
      );
      await product.kill();
      await product.restart();
    }
    await until("it is completed", async () => (await campaign(product, client, id)).status === "completed");
    expect((await campaign(product, client, id)).progress).toMatchObject({ recipients: size, sent: size, skipped: 0 });
    await until("all messages are sent", async () =>
      (await Promise.all(numbers.map((number) => outside.sentTo(number)))).every((sent) => sent.length > 0),
    );
    const sent = await Promise.all(numbers.map((number) => outside.sentTo(number)));
    expect(sent.filter((messages) => messages.length !== 1)).toEqual([]);
  });
});
