# Notifies the channels when spending nears the budget. Google does not stop any spending by itself.

resource "google_billing_budget" "this" {
  billing_account = var.billing_account
  display_name    = "${var.project_id} monthly"

  budget_filter { projects = ["projects/${var.project_number}"] }

  amount {
    specified_amount {
      currency_code = var.amount.currency
      units         = tostring(var.amount.units)
    }
  }

  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1.0]
    content { threshold_percent = threshold_rules.value }
  }

  threshold_rules {
    threshold_percent = 1.2
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = var.notification_channels
    enable_project_level_recipients  = true
  }
}
