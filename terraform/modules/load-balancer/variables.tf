variable "project_id" {
  description = "The project that holds the balancer."
  type        = string
}

variable "name" {
  description = "Prefix of every name in this module."
  type        = string
}

variable "regions" {
  description = "Regions of the functions."
  type        = list(string)
}

variable "functions" {
  description = "Paths of each function; exactly one function owns /*."
  type        = map(list(string))

  validation {
    condition     = length([for name, paths in var.functions : name if contains(paths, "/*")]) == 1
    error_message = "Exactly one function must own /*. It receives the requests that no other path matches."
  }

  validation {
    condition     = length(distinct(flatten(values(var.functions)))) == length(flatten(values(var.functions)))
    error_message = "Two functions claim the same path."
  }
}

variable "domain" {
  description = "The domain of the product; empty for a nip.io domain derived from the address."
  type        = string
}

variable "limits" {
  description = "Requests per minute of one IP address to one backend: with an API key or token, without either, to the web chat, to webhooks with a provider's signature and without; and those of one API key from one address of `limited_by_key`."
  type = object({
    requests_per_address_per_minute = number
    requests_per_key_per_minute     = number
    anonymous_per_minute            = number
    widget_per_minute               = number
    webhooks_per_minute             = number
    signed_webhooks_per_minute      = number
  })
}

variable "limited_by_key" {
  description = "Networks of known clients, in CIDR notation, whose API keys are counted instead of their addresses. At most four."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.limited_by_key) <= 4 && alltrue([for range in var.limited_by_key : can(cidrhost(range, 0))])
    error_message = "Give at most four ranges in CIDR notation, because a rule of Cloud Armor has at most five subexpressions."
  }
}

variable "webhook_providers" {
  description = "Providers with published addresses: the path of their webhooks, and their ranges. They have no limit there."
  type = map(object({
    path   = string
    ranges = list(string)
  }))
  nullable = false

  # As of 29 November 2026. Compare them twice a year. A range that is missing here is limited like any other address.
  # Twilio and SendGrid publish no addresses of webhooks (twilio.com/docs/usage/webhooks/webhooks-security; support.twilio.com
  # article 47304835309339). Razorpay lists single addresses that it changes at razorpay.com/docs/whitelists: add them
  # as a provider if it exceeds signed_webhooks_per_minute.
  default = {
    # core.telegram.org/bots/webhooks, "The short version".
    telegram = {
      path   = "/webhooks/telegram/"
      ranges = ["149.154.160.0/20", "91.108.4.0/22"]
    }
    # Meta names its network: whois -h whois.radb.net -- '-i origin AS32934' (developers.facebook.com/docs/sharing/webmasters).
    # These are the network's announced prefixes from /14 to /22, and its IPv6.
    meta = {
      path = "/webhooks/meta"
      ranges = [
        "31.13.24.0/21", "31.13.64.0/18", "45.64.40.0/22", "57.144.0.0/14", "66.220.144.0/20", "69.63.176.0/20",
        "69.171.224.0/19", "74.119.76.0/22", "102.132.96.0/20", "103.4.96.0/22", "129.134.0.0/17", "157.240.0.0/17",
        "157.240.192.0/18", "163.70.128.0/17", "173.252.64.0/18", "179.60.192.0/22", "185.60.216.0/22", "185.89.216.0/22",
        "204.15.20.0/22", "2a03:2880::/32",
      ]
    }
    # support.zendesk.com article 4408842860186; https://SUBDOMAIN.zendesk.com/ips lists those of an account.
    zendesk = {
      path   = "/webhooks/zendesk"
      ranges = ["216.198.0.0/18"]
    }
  }

  validation {
    condition = alltrue([
      for known in values(var.webhook_providers) :
      startswith(known.path, "/webhooks/") && !strcontains(known.path, "'") && alltrue([for range in known.ranges : can(cidrhost(range, 0))])
    ])
    error_message = "A provider's path must start with /webhooks/, and its ranges must be in CIDR notation."
  }
}

variable "firewall_preview" {
  description = "True only logs the requests that the firewall rules would deny."
  type        = bool
  default     = false
}

variable "log_sample_rate" {
  description = "Share of requests that the balancer logs, 0 to 1."
  type        = number
  default     = 1
}
