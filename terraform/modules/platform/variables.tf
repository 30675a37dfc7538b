variable "environment" {
  description = "dev, staging or prod."
  type        = string
}

variable "project_id" {
  description = "The project that contains everything."
  type        = string
}

variable "project_number" {
  description = "The same project's number: gcloud projects describe PROJECT --format='value(projectNumber)'."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.project_number))
    error_message = "project_number must have digits only. It is not the project's id."
  }
}

variable "regions" {
  description = "Regions of the functions. The first holds images and builds."
  type        = list(string)

  validation {
    condition     = length(var.regions) > 0 && length(distinct(var.regions)) == length(var.regions)
    error_message = "Give at least one region, without duplicates."
  }
}

variable "home_region" {
  description = "The region that handles events and scheduled events; null for the first one. Change it to fail over."
  type        = string
  default     = null

  validation {
    condition     = var.home_region == null || contains(var.regions, coalesce(var.home_region, "-"))
    error_message = "home_region must be one of regions."
  }
}

variable "deployment_shape" {
  description = "step: each step is a function of its own. engine: one service per engine serves all of its steps. See docs/deployment.md."
  type        = string
  default     = "step"

  validation {
    condition     = contains(["step", "engine"], var.deployment_shape)
    error_message = "deployment_shape must be step or engine."
  }
}

variable "scale" {
  description = "Limits of Google's services that a large installation lifts: queues of scheduled events, 500 a second each, and lanes of indexed times, 80 turns a second of one tenant each. Neither may become smaller. See docs/scale.md."
  type = object({
    scheduled_event_queues = optional(number, 1)
    index_lanes            = optional(number, 1)
  })
  default = {}

  validation {
    condition     = var.scale.scheduled_event_queues >= 1 && var.scale.scheduled_event_queues <= 20
    error_message = "scheduled_event_queues must be from 1 to 20."
  }

  validation {
    condition     = var.scale.index_lanes >= 1 && var.scale.index_lanes <= 50
    error_message = "index_lanes must be from 1 to 50."
  }
}

variable "firestore_location" {
  description = "A region, or nam5 or eur3 for several. It cannot be changed later."
  type        = string
}

variable "blobs_location" {
  description = "A region or multi-region of Cloud Storage. It cannot be changed later."
  type        = string
}

variable "secret_regions" {
  description = "The location of secrets; empty lets Google choose. It cannot be changed later."
  type        = list(string)
  default     = []
}

variable "domain" {
  description = "The domain of the product; empty for a nip.io domain derived from the address."
  type        = string
}

variable "release" {
  description = "The archive of npm run build, in Cloud Storage."
  type = object({
    bucket = string
    object = string
  })
}

variable "canary" {
  description = "True lets the pipeline move traffic; false gives every new revision all traffic at once."
  type        = bool
}

variable "voice" {
  description = "The voice runner: its image (empty for none), size, that of the socket beside it, and the secrets they read."
  type = object({
    image    = optional(string, "")
    secrets  = optional(list(string), ["GEMINI_API_KEY", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "CALL_METADATA_SECRET"])
    settings = optional(any, {})
    socket   = optional(any, {})
    # See modules/voice-runner.
    replaces = optional(string, "")
    draining = optional(bool, false)
  })
  default = {}
}

variable "livekit" {
  description = "LiveKit. hosting = cloud: LiveKit Cloud, or any server that is there already, at `url` (wss://…), and at `sip_host` for carriers. hosting = self_hosted: machines of this project at `domain`, which carriers reach from `carriers` only (docs/deployment.md). Null for no calls."
  type = object({
    hosting  = optional(string, "cloud")
    url      = optional(string, "")
    sip_host = optional(string, "")
    # Of self_hosted; see modules/livekit.
    domain   = optional(string, "")
    carriers = optional(list(string), [])
    servers = optional(object({
      machine_type = optional(string, "c3-highcpu-4")
      instances    = optional(number, 2)
    }), {})
    sip = optional(object({
      machine_type = optional(string, "c3-highcpu-4")
      instances    = optional(number, 2)
    }), {})
  })
  default = null

  validation {
    condition     = var.livekit == null ? true : contains(["cloud", "self_hosted"], var.livekit.hosting)
    error_message = "hosting must be cloud or self_hosted."
  }

  validation {
    condition     = try(var.livekit.hosting, "") != "cloud" ? true : startswith(var.livekit.url, "wss://")
    error_message = "url must begin with wss://, because callers' audio and tokens pass there."
  }

  validation {
    condition     = try(var.livekit.hosting, "") != "cloud" ? true : var.livekit.domain == "" && length(var.livekit.carriers) == 0
    error_message = "domain and carriers are for hosting = self_hosted. LiveKit Cloud is named by url and sip_host."
  }

  validation {
    condition     = try(var.livekit.hosting, "") != "self_hosted" ? true : var.livekit.url == "" && var.livekit.sip_host == ""
    error_message = "url and sip_host follow from domain when hosting is self_hosted: leave them out."
  }

  validation {
    condition     = try(var.livekit.hosting, "") != "self_hosted" ? true : can(regex("^[a-z0-9-]+([.][a-z0-9-]+)+$", var.livekit.domain))
    error_message = "hosting = self_hosted needs domain, a host of its own such as calls.example.com, without wss://."
  }
}

variable "delete_protection" {
  description = "Prevents deletion of the database, the voice runner, and a bucket that contains blobs."
  type        = bool
}

variable "isolated_tenants" {
  description = "Tenants with their own key, queue and request limit, by id."
  type = map(object({
    requests_per_minute       = optional(number, 1000)
    max_dispatches_per_second = optional(number, 50)
    max_concurrent_dispatches = optional(number, 100)
    key_protection_level      = optional(string, "SOFTWARE")
    key_rotation_period       = optional(string, "7776000s")
  }))
  default = {}
}

variable "key_location" {
  description = "A region of Cloud KMS, or asia, europe or us for several. It cannot be changed later."
  type        = string
}

variable "key_protection_level" {
  description = "SOFTWARE or HSM, for the shared key."
  type        = string
  default     = "SOFTWARE"
}

variable "customer_managed_keys" {
  description = "Encrypts Firestore, Pub/Sub, blobs and secrets with keys of this project, which you may revoke; null for Google's own keys. Firestore cannot be changed later. Google recommends global keys for Pub/Sub."
  type        = object({ pubsub_location = optional(string, "global") })
  default     = null
}

variable "fixed_egress" {
  description = "Reserved addresses for calls to tenants' servers, which tenants may allow; null for any address of Google's. An empty object uses the defaults."
  type = object({
    ip_range             = optional(string, "10.8.0.0/24")
    addresses_per_region = optional(number, 1)
    connector = optional(object({
      machine_type  = optional(string, "e2-micro")
      min_instances = optional(number, 2)
      max_instances = optional(number, 10)
    }), {})
  })
  default = null
}

variable "log_bucket" {
  description = "Keeps logs in one location for this long; null for Google's global bucket and 30 days. Without a location, the first region is used. It cannot be changed later."
  type = object({
    location       = optional(string)
    retention_days = optional(number, 90)
  })
  default = null
}

variable "limits" {
  description = "Requests per minute of one IP address: with an API key or token, without either, to the web chat, to webhooks with and without a provider's signature; and those of one API key from a network of `limited_by_key`."
  type = object({
    requests_per_address_per_minute = optional(number, 3000)
    requests_per_key_per_minute     = optional(number, 1000)
    anonymous_per_minute            = optional(number, 300)
    widget_per_minute               = optional(number, 3000)
    webhooks_per_minute             = optional(number, 6000)
    signed_webhooks_per_minute      = optional(number, 60000)
  })
  default = {}
}

variable "limited_by_key" {
  description = "Networks of known clients, in CIDR notation, whose API keys are counted instead of their addresses. At most four."
  type        = list(string)
  default     = []
}

variable "webhook_providers" {
  description = "Providers with published addresses, which have no limit: by name, the path of their webhooks and their ranges. Null for those in modules/load-balancer/variables.tf."
  type = map(object({
    path   = string
    ranges = list(string)
  }))
  default = null
}

variable "firewall_preview" {
  description = "True only logs the requests that Cloud Armor's firewall rules would deny."
  type        = bool
  default     = false
}

variable "alert_emails" {
  description = "Recipients of alerts and of the budget notifications."
  type        = list(string)
}

variable "runbooks_url" {
  description = "URL of docs/runbooks."
  type        = string
}

variable "goals" {
  description = "Objectives over 28 days; see the observability module."
  type        = any
  default     = {}
}

variable "thresholds" {
  description = "The thresholds of alerts; see the observability module."
  type        = any
  default     = {}
}

variable "log_level" {
  description = "Minimum log level of functions: debug, info, warn or error."
  type        = string
  default     = "info"
}

variable "log_document_access" {
  description = "Logs every document read and write."
  type        = bool
  default     = false
}

variable "billing_account" {
  description = "The billing account's id; empty for no budget."
  type        = string
  default     = ""
}

variable "monthly_budget" {
  description = "The monthly budget, in whole units of the billing account's currency."
  type = object({
    currency = string
    units    = number
  })
  default = { currency = "USD", units = 500 }
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy; empty for none."
  type        = string
  default     = ""
}

variable "delivery" {
  description = "Cloud Build triggers: the connected repository, and the branch or tag. Null for none."
  type = object({
    repository = string
    branch     = optional(string)
    tag        = optional(string)
  })
  default = null
}

variable "openai_compatible" {
  description = "The endpoint of models named openai_compatible/NAME: the address before /chat/completions, and whether it takes a key (the secret OPENAI_COMPATIBLE_API_KEY). Null for none."
  type = object({
    url     = string
    has_key = optional(bool, true)
  })
  default = null
}

variable "trace_sampling" {
  description = "The share of messages that are traced, from 0 to 1. 0 turns tracing off, and it then costs nothing (docs/tracing.md)."
  type        = number
  default     = 0.1

  validation {
    condition     = var.trace_sampling >= 0 && var.trace_sampling <= 1
    error_message = "trace_sampling must be from 0 to 1."
  }
}

variable "extra_environment" {
  description = "Additional environment variables for every function, such as JWT_ISSUER, or OTEL_EXPORTER_OTLP_ENDPOINT for a collector of your own."
  type        = map(string)
  default     = {}
}

variable "manifest_file" {
  description = "Path of terraform/functions.json."
  type        = string
}

variable "indexes_file" {
  description = "Path of firestore.indexes.json."
  type        = string
}

variable "public_invocation" {
  description = "all_users: the public is granted invocation. unchecked: nobody is, and the pipeline turns the check off, for organisations that forbid grants to allUsers (terraform/README.md)."
  type        = string
  default     = "all_users"

  validation {
    condition     = contains(["all_users", "unchecked"], var.public_invocation)
    error_message = "public_invocation must be all_users or unchecked."
  }
}
