import type { ComponentType } from "react";
import type { Permission } from "../../../../../../shared/security/tokens/identity.ts";

/** The parts of a client's menu, in their order. */
export const clientGroups = ["run", "build", "win", "settings"] as const;
export type ClientGroup = (typeof clientGroups)[number];

/** A page of the console. Its code is loaded when somebody opens it. */
export interface PageDefinition {
  /** Below /console. A page about one client lies under `/clients/$client`. */
  readonly path: `/${string}`;
  /** Its name in the sidebar and in the command menu. */
  label(): string;
  /** Who sees it in the menus. The API decides what it shows. */
  readonly permission?: Permission;
  /** Shown only to people of the agency. */
  readonly agency?: true;
  /** `side`: an entry of the sidebar. `client`: an entry of each client's menu. `none`: reached from other pages. */
  readonly menu: "side" | "client" | "none";
  /** The part of the client's menu. Without one it stands in the last part. */
  readonly group?: ClientGroup;
  load(): Promise<ComponentType>;
}
