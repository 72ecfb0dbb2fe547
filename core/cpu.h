#ifndef NEWS_CPU_H
#define NEWS_CPU_H

/* Does the processor have a feature?  NEWS_CPU_HAS(avx2, AVX2) takes the
 * compiler's name and glibc's.  The loader has already asked before the program
 * starts; asking again costs microseconds a question under a hypervisor, which
 * traps CPUID. */
#if defined __x86_64__ && defined __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
/* glibc's own version shifts a one into the sign bit. */
static inline int news_cpu_active(unsigned feature) {
  enum { BITS = 32, REGISTERS = 4 };
  const struct cpuid_feature *leaf =
      __x86_get_cpuid_feature_leaf(feature / (BITS * REGISTERS));
  return leaf->active_array[feature / BITS % REGISTERS] >> feature % BITS & 1;
}
#define NEWS_CPU_HAS(name, feature) news_cpu_active(x86_cpu_##feature)
#endif
#endif
#ifndef NEWS_CPU_HAS
#define NEWS_CPU_HAS(name, feature) __builtin_cpu_supports(#name)
#endif

#endif
