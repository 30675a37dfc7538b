import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../icon.tsx";
import { useStore } from "../store.ts";
import { alertsOn, switchAlerts } from "./alerts.ts";

export function AlertsButton() {
  const isOn = useStore(alertsOn);
  return (
    <Button
      look="quiet"
      data-icon=""
      aria-pressed={isOn}
      aria-label={m.inbox_alerts()}
      title={m.inbox_alerts()}
      onClick={() => void switchAlerts()}
    >
      <Icon name={isOn ? "bell" : "bell-off"} />
    </Button>
  );
}
