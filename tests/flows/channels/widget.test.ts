import { flow } from "../stage/flow.ts";
import { widgetFlows } from "./widget.ts";

widgetFlows(flow());
