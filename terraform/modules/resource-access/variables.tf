variable "project_id" {
  description = "The project that holds the resources."
  type        = string
}

variable "functions" {
  description = "The account of each function, with its roles and the topics that it publishes to (terraform/functions.json)."
  type = map(object({
    member    = string
    roles     = list(string)
    publishes = list(string)
  }))
}

variable "topics" {
  description = "Id of each topic, by event type."
  type        = map(string)

  validation {
    condition     = alltrue([for f in values(var.functions) : alltrue([for topic in f.publishes : contains(keys(var.topics), topic)])])
    error_message = "A function publishes to a topic that does not exist."
  }
}

variable "queues" {
  description = "Queues of the scheduler, by a name known at planning time."
  type        = map(object({ location = string, name = string }))
}

variable "caller_account" {
  description = "Full name of the service account that Cloud Tasks acts as."
  type        = string
}

variable "tenant_keys" {
  description = "Id of each key that wraps data keys, by a name known at planning time."
  type        = map(string)
}
