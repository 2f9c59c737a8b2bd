package engine

import (
	"slices"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

const (
	// collectAt is the size of a VM's memory at which cycles are first looked for, in bytes; an ordinary program stays
	// below. Most memory is freed at once, by its count of references.
	collectAt = 8 << 20
	// maxMemory is the most bytes that one VM gets: half of what its process may have, as the other half is for
	// garbage and for the copy of what grows.
	maxMemory = 1 << 30
	// blockSize is what the engine's own allocator asks for, again and again, and a little less; chunkBlocks are taken
	// from Go at once.
	blockSize, chunkBlocks = 4096, 32
	leastBlock             = blockSize - 512
)

// memory is where the JavaScript of one VM lives. It is made of Go's own: it is freed with the VM, by Go's collector,
// and whatever watches this process's heap sees it.
type memory struct {
	vm        *VM
	functions lib.TJSMallocFunctions
	chunks    [][]byte
	free      []uintptr          // blocks
	others    map[uintptr][]byte // by their address, which keeps them alive
	used      int64
}

func memoryFunctions() lib.TJSMallocFunctions {
	return lib.TJSMallocFunctions{
		Fjs_malloc: functionPointer(allocate), Fjs_free: functionPointer(release), Fjs_realloc: functionPointer(resize),
	}
}

func ofState(state uintptr) (*lib.TJSMallocState, *memory) {
	s := at[lib.TJSMallocState](state)
	return s, at[memory](s.Fopaque)
}

func allocate(_ *libc.TLS, state uintptr, size lib.Tsize_t) uintptr {
	s, m := ofState(state)
	address := m.allocate(int64(size))
	if address != 0 {
		s.Fmalloc_count++
		s.Fmalloc_size += lib.Tsize_t(m.size(address))
	}
	return address
}

func release(_ *libc.TLS, state, address uintptr) {
	if address == 0 {
		return
	}
	s, m := ofState(state)
	s.Fmalloc_count--
	s.Fmalloc_size -= lib.Tsize_t(m.release(address))
}

func resize(tls *libc.TLS, state, address uintptr, size lib.Tsize_t) uintptr {
	switch {
	case address == 0:
		return allocate(tls, state, size)
	case size == 0:
		release(tls, state, address)
		return 0
	}
	s, m := ofState(state)
	before := m.size(address)
	moved := m.resize(address, before, int64(size))
	if moved != 0 {
		s.Fmalloc_size += lib.Tsize_t(m.size(moved) - before)
	}
	return moved
}

// allocate returns 0 where there is no more, and then stops the VM.
func (m *memory) allocate(size int64) uintptr {
	if size > maxMemory-m.used {
		m.vm.refuseMemory()
		return 0
	}
	if size > leastBlock && size <= blockSize {
		m.used += blockSize
		return m.block()
	}
	m.used += size
	data := slices.Grow([]byte(nil), int(size))[:size]
	address := addressOf(&data[0])
	m.others[address] = data
	return address
}

func (m *memory) block() uintptr {
	if len(m.free) == 0 {
		chunk := make([]byte, chunkBlocks*blockSize)
		m.chunks = append(m.chunks, chunk)
		for i := chunkBlocks - 1; i >= 0; i-- {
			m.free = append(m.free, addressOf(&chunk[i*blockSize]))
		}
	}
	last := len(m.free) - 1
	address := m.free[last]
	m.free = m.free[:last]
	return address
}

func (m *memory) size(address uintptr) int64 {
	if data, ok := m.others[address]; ok {
		return int64(len(data))
	}
	return blockSize
}

func (m *memory) release(address uintptr) (size int64) {
	size = m.size(address)
	m.used -= size
	if _, ok := m.others[address]; ok {
		delete(m.others, address)
	} else {
		m.free = append(m.free, address)
	}
	return size
}

func (m *memory) resize(address uintptr, before, size int64) uintptr {
	if data, ok := m.others[address]; ok && size <= int64(cap(data)) && size > int64(cap(data))/2 {
		m.used += size - before
		m.others[address] = data[:size]
		return address
	}
	moved := m.allocate(size)
	if moved != 0 {
		kept := min(before, size)
		copy(unsafe.Slice(at[byte](moved), kept), unsafe.Slice(at[byte](address), kept))
		m.release(address)
	}
	return moved
}
