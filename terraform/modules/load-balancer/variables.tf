variable "project_id" {
  description = "The project that holds the balancer."
  type        = string
}

variable "name" {
  description = "Beginning of every name made here."
  type        = string
}

variable "regions" {
  description = "Regions the functions run in."
  type        = list(string)
}

variable "functions" {
  description = "Paths each function answers; exactly one function owns /*."
  type        = map(list(string))

  validation {
    condition     = length([for name, paths in var.functions : name if contains(paths, "/*")]) == 1
    error_message = "Exactly one function has to own /*: it gets what no other path takes."
  }

  validation {
    condition     = length(distinct(flatten(values(var.functions)))) == length(flatten(values(var.functions)))
    error_message = "Two functions claim the same path."
  }
}

variable "domain" {
  description = "The name the product is served under; empty for a nip.io name made from the address."
  type        = string
}

variable "limits" {
  description = "Requests a minute: for an API key or token, for an address without either, for one that loads the chat of a tenant's page, and for a webhook's sender."
  type = object({
    requests_per_key_per_minute = number
    anonymous_per_minute        = number
    widget_per_minute           = number
    webhooks_per_minute         = number
  })
}

variable "firewall_preview" {
  description = "True only logs what the firewall rules would refuse."
  type        = bool
  default     = false
}

variable "log_sample_rate" {
  description = "Share of requests the balancer logs, 0 to 1."
  type        = number
  default     = 1
}
