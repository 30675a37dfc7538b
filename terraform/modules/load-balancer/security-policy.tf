# Cloud Armor. The first matching rule decides, and a throttle that allows a request is a decision: no second limit can
# follow it. Firewall rules therefore come first, then the webhooks of providers whose addresses are known, then one limit
# for every other request, by address: whoever invents keys or tokens does not get more. The product itself holds the limits of
# tenants over all keys and addresses. Armor counts each backend (api, webhooks, widget, proposals, status, console) by itself.

locals {
  # Requests of customers and providers contain free text, which may include SELECT or <script>. It never becomes a
  # query or a page. The functions validate it (signatures, schemas), so the text rules skip these paths.
  carries_text = "request.path.matches('^/(webhooks|widget|proposals|demos|v1/(${join("|", local.resources_with_text)}))(/|$)')"

  resources_with_text = ["approvals", "automation", "calls", "campaigns", "canned-replies", "chat", "clients", "configs", "conversations", "customers", "demos", "drafts", "experiment-plans", "experiments", "incidents", "inbox", "inbox-views", "knowledge", "labels", "macros", "mcp", "messages", "operators", "people", "prd", "prds", "pricing", "proposals", "quality", "research", "research-tasks", "rollouts", "saved-files", "sla", "success", "table-imports", "tables", "tickets", "triggers", "voice", "webhook-endpoints"]

  # The rule sets of cloud.google.com/armor/docs/waf-rules, at the sensitivity with the fewest false positives. Method
  # enforcement is omitted, because it denies PUT, PATCH and DELETE, which the API uses.
  firewall = {
    scannerdetection-v33-stable = { priority = 1000, spares_text = false }
    protocolattack-v33-stable   = { priority = 1020, spares_text = true }
    cve-canary                  = { priority = 1030, spares_text = true }
    nodejs-v33-stable           = { priority = 1040, spares_text = true }
    lfi-v33-stable              = { priority = 1050, spares_text = true }
    rce-v33-stable              = { priority = 1060, spares_text = true }
    sqli-v33-stable             = { priority = 1070, spares_text = true }
    xss-v33-stable              = { priority = 1080, spares_text = true }
  }

  # A custom expression has at most five subexpressions (cloud.google.com/armor/docs/rules-language-reference): the path
  # and four ranges.
  provider_rules = merge([
    for provider, known in var.webhook_providers : {
      for index, ranges in chunklist(known.ranges, 4) :
      "${provider}-${index}" => "request.path.startsWith('${known.path}') && (${join(" || ", [for range in ranges : "inIpRange(origin.ip, '${range}')"])})"
    }
  ]...)
  provider_rule_names = sort(keys(local.provider_rules))

  # Signatures of providers that publish no addresses (var.webhook_providers). The functions verify them.
  signature_headers = ["x-twilio-signature", "x-twilio-email-event-webhook-signature", "x-razorpay-signature", "x-zendesk-webhook-signature"]

  by_address = [{ type = "IP", name = null }]
  # Networks whose clients share few addresses, such as a tenant's data centre, are limited by key and address instead.
  by_key_networks = join(" || ", [for range in var.limited_by_key : "inIpRange(origin.ip, '${range}')"])

  throttles = merge(
    {
      # Providers send from few addresses, and may never repeat a rejected webhook.
      signed-webhook = {
        priority   = 2000
        expression = "request.path.startsWith('/webhooks/') && (${join(" || ", [for header in local.signature_headers : "has(request.headers['${header}'])"])})"
        limit      = var.limits.signed_webhooks_per_minute
        keys       = local.by_address
      }
      webhook = {
        priority   = 2005
        expression = "request.path.startsWith('/webhooks/')"
        limit      = var.limits.webhooks_per_minute
        keys       = local.by_address
      }
      authenticated = {
        priority   = 2020
        expression = "has(request.headers['x-api-key']) || has(request.headers['authorization'])"
        limit      = var.limits.requests_per_address_per_minute
        keys       = local.by_address
      }
      # A page loads the chat's script and opens a session before it has a token. Many visitors share an IP address.
      widget = {
        priority   = 2025
        expression = "request.path.startsWith('/widget')"
        limit      = var.limits.widget_per_minute
        keys       = local.by_address
      }
      anonymous = {
        priority   = 2030
        expression = "true"
        limit      = var.limits.anonymous_per_minute
        keys       = local.by_address
      }
    },
    length(var.limited_by_key) == 0 ? {} : {
      key-of-known-network = {
        priority   = 2010
        expression = "has(request.headers['x-api-key']) && (${local.by_key_networks})"
        limit      = var.limits.requests_per_key_per_minute
        keys       = [{ type = "HTTP_HEADER", name = "x-api-key" }, { type = "IP", name = null }]
      }
    },
  )
}

resource "google_compute_security_policy" "this" {
  project     = var.project_id
  name        = var.name
  description = "Firewall rules, then providers' addresses, then a limit for each other address."
  type        = "CLOUD_ARMOR"

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable          = true
      rule_visibility = "STANDARD"
    }
  }

  advanced_options_config {
    json_parsing = "STANDARD"
    log_level    = "NORMAL"
  }

  dynamic "rule" {
    for_each = local.firewall

    content {
      action      = "deny(403)"
      priority    = rule.value.priority
      description = rule.key
      preview     = var.firewall_preview

      match {
        expr {
          expression = join(" && ", concat(
            rule.value.spares_text ? ["!${local.carries_text}"] : [],
            ["evaluatePreconfiguredWaf('${rule.key}', {'sensitivity': 1})"],
          ))
        }
      }
    }
  }

  # Spares the limits, not the firewall.
  dynamic "rule" {
    for_each = local.provider_rule_names

    content {
      action      = "allow"
      priority    = 1900 + rule.key
      description = "Webhooks from published addresses: ${rule.value}"

      match {
        expr { expression = local.provider_rules[rule.value] }
      }
    }
  }

  dynamic "rule" {
    for_each = local.throttles

    content {
      action      = "throttle"
      priority    = rule.value.priority
      description = "At most ${rule.value.limit} requests per minute for each ${rule.key}"

      match {
        expr { expression = rule.value.expression }
      }

      rate_limit_options {
        conform_action = "allow"
        exceed_action  = "deny(429)"

        rate_limit_threshold {
          count        = rule.value.limit
          interval_sec = 60
        }

        dynamic "enforce_on_key_configs" {
          for_each = rule.value.keys

          content {
            enforce_on_key_type = enforce_on_key_configs.value.type
            enforce_on_key_name = enforce_on_key_configs.value.name
          }
        }
      }
    }
  }

  rule {
    action      = "allow"
    priority    = 2147483647
    description = "Google requires a last rule; the throttle before it matches everything."

    match {
      versioned_expr = "SRC_IPS_V1"
      config { src_ip_ranges = ["*"] }
    }
  }
}
