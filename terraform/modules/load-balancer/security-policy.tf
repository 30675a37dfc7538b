# Cloud Armor. The first matching rule decides, and a throttle that allows a request is a decision. Firewall rules
# therefore come first, then throttles from the most to the least specific.

locals {
  # Requests of customers and providers contain free text, which may include SELECT or <script>. It never becomes a
  # query or a page. The functions validate it (signatures, schemas), so the text rules skip these paths.
  carries_text = "request.path.matches('^/(webhooks|widget|v1/(${join("|", local.resources_with_text)}))(/|$)')"

  resources_with_text = ["campaigns", "canned-replies", "chat", "configs", "conversations", "customers", "knowledge", "mcp", "operators", "prd", "prds", "triggers", "messages", "webhook-endpoints"]

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

  throttles = {
    # Providers send from few addresses, and may never repeat a rejected webhook.
    webhooks = {
      priority   = 2000
      expression = "request.path.startsWith('/webhooks/')"
      limit      = var.limits.webhooks_per_minute
      keys       = [{ type = "IP", name = null }]
    }
    api-key = {
      priority   = 2010
      expression = "has(request.headers['x-api-key'])"
      limit      = var.limits.requests_per_key_per_minute
      keys       = [{ type = "HTTP_HEADER", name = "x-api-key" }]
    }
    # Armor reads the first 128 bytes of a header, which two tokens may share. The IP address distinguishes them.
    token = {
      priority   = 2020
      expression = "has(request.headers['authorization'])"
      limit      = var.limits.requests_per_key_per_minute
      keys       = [{ type = "HTTP_HEADER", name = "authorization" }, { type = "IP", name = null }]
    }
    # A page loads the chat's script and opens a session before it has a token. Many visitors share an IP address.
    widget = {
      priority   = 2025
      expression = "request.path.startsWith('/widget')"
      limit      = var.limits.widget_per_minute
      keys       = [{ type = "IP", name = null }]
    }
    anonymous = {
      priority   = 2030
      expression = "true"
      limit      = var.limits.anonymous_per_minute
      keys       = [{ type = "IP", name = null }]
    }
  }
}

resource "google_compute_security_policy" "this" {
  project     = var.project_id
  name        = var.name
  description = "Firewall rules, then a limit for each API key, token or IP address."
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
