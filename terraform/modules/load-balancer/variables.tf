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
  description = "Requests per minute: for an API key or token, for an IP address without either, for an IP address that loads the web chat, and for a webhook's sender."
  type = object({
    requests_per_key_per_minute = number
    anonymous_per_minute        = number
    widget_per_minute           = number
    webhooks_per_minute         = number
  })
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
