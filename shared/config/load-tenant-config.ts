import { integrationKinds } from "../integrations/index.ts";
import { toolKinds } from "../tools/index.ts";
import { configLoader } from "./reading/load.ts";

/** Reads a tenant's YAML with every kind of tool and integration of this product. */
export const loadTenantConfig = configLoader({ tools: toolKinds, integrations: integrationKinds });
