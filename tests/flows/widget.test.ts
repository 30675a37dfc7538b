import { flow } from "./flow.ts";
import { widgetFlows } from "./widget.ts";

widgetFlows(flow());
