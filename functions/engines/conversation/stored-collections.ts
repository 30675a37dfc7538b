import { sandboxOwners } from "../../../shared/contracts/sandbox-owner.ts";
import {
  expiringCollection,
  ownedCollection,
  plainCollection,
  type StoredCollection,
} from "../../app/collections/stored-collection.ts";
import { conversations } from "./conversations.ts";
import { drafts } from "./drafts/draft.ts";
import { addressCodes } from "./features/data-collection/address-codes.ts";
import { attemptCounts } from "./features/identity/attempt-counts.ts";
import { conversationFiles } from "./files/conversation-file.ts";
import { savedFiles } from "./files/saved-file.ts";
import { savedFileTerms } from "./files/saved-file-term.ts";
import { handoffLog } from "./handoff/log.ts";
import { cannedReplies } from "./handoff/operators/canned-reply.ts";
import { operators } from "./handoff/operators/operator.ts";
import { inboxAttention } from "./inbox/attention.ts";
import { inboxLabels } from "./inbox/label.ts";
import { labelledConversations } from "./inbox/labelled-conversations.ts";
import { inboxMacros } from "./inbox/macro.ts";
import { mentions } from "./inbox/mentions/mention.ts";
import { inboxMarks } from "./inbox/read-marks.ts";
import { inboxViews } from "./inbox/saved-views.ts";
import { turnTraces } from "./inspect/turn-trace.ts";
import { movedConversations } from "./moved-conversations.ts";
import { indexedWords, searchIndexes } from "./search/search-index.ts";
import { turns } from "./turn-record.ts";

/** Every collection of this engine. */
export function storedCollections(): readonly StoredCollection[] {
  return [
    plainCollection(indexedWords),
    ownedCollection(searchIndexes),
    ownedCollection(drafts),
    plainCollection(sandboxOwners),
    plainCollection(turnTraces),
    ownedCollection(conversations),
    ownedCollection(turns),
    ownedCollection(operators),
    plainCollection(handoffLog),
    plainCollection(cannedReplies),
    expiringCollection(addressCodes),
    expiringCollection(attemptCounts),
    plainCollection(movedConversations),
    plainCollection(labelledConversations),
    plainCollection(inboxLabels),
    plainCollection(inboxMarks),
    plainCollection(conversationFiles),
    expiringCollection(inboxAttention),
    plainCollection(inboxViews),
    plainCollection(inboxMacros),
    plainCollection(mentions),
    plainCollection(savedFiles),
    ownedCollection(savedFileTerms),
  ];
}
