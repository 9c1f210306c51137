#pragma once

namespace skybro::ctl {

/// Fits the heap to a program that lives for a second and takes in tens of megabytes by several threads: one
/// heap for all of them, made large at once and of huge pages, of which nothing goes back to the system. By
/// default each thread has a heap of its own that grows page by page: for a list of 5,000 nodes ten thousand
/// page faults, a quarter of the processor time. Before there are threads; only glibc's heap, and only where
/// the kernel gives huge pages to who asks ("madvise", the default of Debian), else it changes little.
void fitHeap();

} // namespace skybro::ctl
